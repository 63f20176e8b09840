/// How far conversations were displayed, on all devices and at the server (XEP-0490).
@NullMarked
package im.fenghuo.xep.xep0490mds;

import org.jspecify.annotations.NullMarked;
