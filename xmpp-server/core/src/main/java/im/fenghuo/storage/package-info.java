/// Everything durable: the embedded PostgreSQL, connections to it, and the schema's migrations. The
/// only package of the core that sees the database driver; all others see [im.fenghuo.api.Db].
@NullMarked
package im.fenghuo.storage;

import org.jspecify.annotations.NullMarked;
