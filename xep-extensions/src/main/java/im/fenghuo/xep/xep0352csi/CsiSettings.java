package im.fenghuo.xep.xep0352csi;

import im.fenghuo.api.config.Setting;

/// What waits while nobody looks at a client.
public record CsiSettings(
    @Setting(
            fallback = "true",
            doc = "Whether presence waits while a client is inactive; the last of each sender.")
        boolean presence,
    @Setting(
            fallback = "true",
            doc = "Whether chat states wait while a client is inactive; the last of each sender.")
        boolean chatStates,
    @Setting(
            fallback = "true",
            doc =
                "Whether events of contacts (PEP) wait while a client is inactive; the last of each"
                    + " item.")
        boolean events) {}
