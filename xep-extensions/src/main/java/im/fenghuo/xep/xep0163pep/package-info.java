/// Personal eventing: each account is a service of publish-subscribe (XEP-0163).
@NullMarked
package im.fenghuo.xep.xep0163pep;

import org.jspecify.annotations.NullMarked;
