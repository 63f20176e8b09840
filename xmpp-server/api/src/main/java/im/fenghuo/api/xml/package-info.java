/// XML as XMPP uses it (RFC 6120 §11): elements, their parser, their writer.
@NullMarked
package im.fenghuo.api.xml;

import org.jspecify.annotations.NullMarked;
