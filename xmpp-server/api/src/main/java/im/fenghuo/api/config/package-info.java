/// How settings are declared: as records whose components say what they mean and what holds when
/// the configuration file does not name them.
///
/// ```java
/// public record MamSettings(
///     @Setting(fallback = "50", doc = "Messages in a page when the client does not say.")
///         int pageSize) {
///
///   public MamSettings {
///     Settings.range("page-size", pageSize, 1, 1000);
///   }
/// }
/// ```
///
/// is the section `[xep.mam]` with the key `page-size`. The compact constructor validates.
@NullMarked
package im.fenghuo.api.config;

import org.jspecify.annotations.NullMarked;
