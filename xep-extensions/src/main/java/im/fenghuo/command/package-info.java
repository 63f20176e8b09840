/// Ad-hoc commands (XEP-0050): what the server, accounts and rooms have in common.
@NullMarked
package im.fenghuo.command;

import org.jspecify.annotations.NullMarked;
