/// Entities behind the addresses of services, such as rooms: their lanes, their archives, and those
/// who get what they send to many.
@NullMarked
package im.fenghuo.entity;

import org.jspecify.annotations.NullMarked;
