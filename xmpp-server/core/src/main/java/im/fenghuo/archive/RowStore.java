package im.fenghuo.archive;

import java.util.List;
import java.util.function.Consumer;

/// Where rows become durable.
public interface RowStore {

  /// Inserts the rows in one transaction: all or none. Never blocks; answers on any thread, exactly
  /// once.
  ///
  /// @param writer calls with the same number are made one after the other
  void insert(int writer, List<Row> rows, Consumer<Outcome> answer);

  /// What became of the rows.
  sealed interface Outcome {
    /// All are durable.
    record Stored() implements Outcome {}

    /// Nothing was written, because some numbers are in use.
    ///
    /// @param stored rows that are durable already, from an earlier try whose answer was lost
    /// @param taken rows whose number belongs to a row of another incarnation
    record Taken(List<Row> stored, List<Row> taken) implements Outcome {}

    /// It is not known whether they are durable: to be tried again as they are.
    record Unknown(Throwable cause) implements Outcome {}
  }
}
