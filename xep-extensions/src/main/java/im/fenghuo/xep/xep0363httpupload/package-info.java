/// Upload of files by HTTP (XEP-0363): slots, the files themselves, and what may still be uploaded.
@NullMarked
package im.fenghuo.xep.xep0363httpupload;

import org.jspecify.annotations.NullMarked;
