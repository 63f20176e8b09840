/// Entities behind the address of a service that have state and a turn of their own, such as rooms.
@NullMarked
package im.fenghuo.api.entity;

import org.jspecify.annotations.NullMarked;
