/// A proxy for SOCKS5 bytestreams (XEP-0065): two clients that cannot reach each other meet there.
@NullMarked
package im.fenghuo.xep.xep0065bytestreams;

import org.jspecify.annotations.NullMarked;
