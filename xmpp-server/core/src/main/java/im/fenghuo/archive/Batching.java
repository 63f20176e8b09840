package im.fenghuo.archive;

import java.time.Duration;

/// How rows are put together to be written.
///
/// @param writers how many batches may be under way at once
/// @param rows how many rows a batch has at most
/// @param delay how long a row may wait for others
/// @param backlog counts what waits
public record Batching(int writers, int rows, Duration delay, Backlog backlog) {}
