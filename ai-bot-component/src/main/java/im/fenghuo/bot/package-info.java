/// A component that answers with the help of a language model; a process of its own.
@NullMarked
package im.fenghuo.bot;

import org.jspecify.annotations.NullMarked;
