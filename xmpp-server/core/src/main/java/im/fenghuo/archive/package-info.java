/// Archives: dense numbers given inline, rows written in batches, reads.
@NullMarked
package im.fenghuo.archive;

import org.jspecify.annotations.NullMarked;
