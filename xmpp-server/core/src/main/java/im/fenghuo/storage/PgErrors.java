package im.fenghuo.storage;

import im.fenghuo.api.DbException;
import im.fenghuo.api.DbException.Kind;
import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// What a failure of the driver means to a caller.
final class PgErrors {

  /// "The database system is starting up" (or shutting down, or in recovery).
  private static final String CANNOT_CONNECT_NOW = "57P03";

  private PgErrors() {}

  static DbException exception(Throwable failure) {
    return switch (failure) {
      case DbException known -> known;
      // No cause: the driver's exception has a detail that quotes values.
      case PgException refused ->
          new DbException(kind(refused.getSqlState()), describe(refused), null);
      case ClosedConnectionException closed ->
          new DbException(Kind.UNAVAILABLE, "the connection to the database was lost", closed);
      case TimeoutException late ->
          new DbException(Kind.UNAVAILABLE, "the database did not answer in time", late);
      case IOException unreachable ->
          new DbException(
              Kind.UNAVAILABLE,
              "no connection to the database: " + unreachable.getMessage(),
              unreachable);
      case ConnectionPoolTooBusyException full ->
          new DbException(Kind.UNAVAILABLE, "too many callers wait for the database", full);
      case VertxException driver -> driver(driver);
      default ->
          new DbException(Kind.FAILURE, "the statement failed: " + failure.getMessage(), failure);
    };
  }

  /// The failure happened before any statement was sent, so that trying again repeats nothing.
  static boolean isBeforeSending(@Nullable Throwable failure) {
    return failure instanceof ConnectException
        || failure instanceof FileNotFoundException // the socket is not there yet
        || (failure instanceof PgException refused
            && CANNOT_CONNECT_NOW.equals(refused.getSqlState()));
  }

  /// The driver has one type for all its own refusals: of parameters that do not fit, and of a
  /// server that went away or did not answer while a connection was opened.
  private static DbException driver(VertxException refusal) {
    String message = String.valueOf(refusal.getMessage());
    if (message.startsWith("Parameter") || message.startsWith("The number of parameters")) {
      // No cause and not its words: they quote the parameter.
      return new DbException(Kind.FAILURE, "the parameters do not fit the statement", null);
    }
    return new DbException(Kind.UNAVAILABLE, "no connection to the database: " + message, refusal);
  }

  private static Kind kind(@Nullable String state) {
    if (state == null) {
      return Kind.FAILURE;
    }
    if (state.startsWith("23") || state.equals("40001") || state.equals("40P01")) {
      return Kind.CONFLICT; // integrity, serialization failure, deadlock
    }
    if (state.startsWith("08") // connection
        || state.startsWith("53") // resources: connections, memory, disk
        || state.startsWith("57") // cancelled by its time limit, shutting down, starting up
        || state.equals("55P03")) { // a lock was not to be had
      return Kind.UNAVAILABLE;
    }
    return Kind.FAILURE;
  }

  private static String describe(PgException refused) {
    String constraint = refused.getConstraint();
    return refused.getErrorMessage()
        + " ("
        + refused.getSqlState()
        + (constraint == null ? "" : ", " + constraint)
        + ")";
  }
}
