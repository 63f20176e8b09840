/// The configuration file: TOML, read into one record per section, each key with a default.
@NullMarked
package im.fenghuo.config;

import org.jspecify.annotations.NullMarked;
