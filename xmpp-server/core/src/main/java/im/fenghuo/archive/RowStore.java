package im.fenghuo.archive;

import java.util.List;
import java.util.function.Consumer;

/// Where rows become durable.
public interface RowStore {

  /// Inserts the rows in one transaction: all or none. A row whose partition is not that of the row
  /// before it leaves its number there, too: whoever goes on from the same row meets it. Never
  /// blocks; answers on any thread, exactly once.
  ///
  /// @param writer calls with the same number are made one after the other
  void insert(int writer, List<Row> rows, Consumer<Outcome> answer);

  /// What became of the rows.
  sealed interface Outcome {
    /// All are durable.
    record Stored() implements Outcome {}

    /// Nothing was written, because some numbers are in use, or some partitions do not take rows.
    ///
    /// @param stored rows that are durable already, from an earlier try whose answer was lost
    /// @param taken rows whose number belongs to a row of another incarnation, or that have no
    ///   partition
    record Taken(List<Row> stored, List<Row> taken) implements Outcome {}

    /// It is not known whether they are durable: to be tried again as they are.
    record Unknown(Throwable cause) implements Outcome {}
  }
}
