package im.fenghuo.xep.xep0313mam;

import im.fenghuo.api.Archive;
import im.fenghuo.api.Command;
import im.fenghuo.api.CommandAnswer;
import im.fenghuo.api.CommandNote;
import im.fenghuo.api.Condition;
import im.fenghuo.api.InvalidJidException;
import im.fenghuo.api.IqRequest;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.form.Field;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Removes messages from one's own archive, as an ad-hoc command (XEP-0050) of the account:
/// XEP-0313 has no request for that.
///
/// @param archive what is purged
record PurgeCommand(Archive archive) {

  static final String NODE = "urn:fenghuo:archive:purge";

  private static final String WITH = "with";
  private static final String BEFORE = "before";
  private static final String SURE = "sure";

  Command command() {
    return new Command(NODE, "Delete my history", IqRequest::isOwn, this::ask);
  }

  private CommandAnswer ask(IqRequest request, DataForm nothing) {
    return CommandAnswer.last(
        DataForm.form(
            NODE,
            List.of(
                Field.of(WITH, "jid-single").labelled("Only with (empty: with everybody)"),
                Field.of(BEFORE, "text-single")
                    .labelled("Only before the day (as in 2026-06-30; empty: until now)"),
                Field.of(SURE, "boolean", "0")
                    .labelled("I know that nothing brings these messages back")
                    .required())),
        this::purge);
  }

  /// Blocks.
  private CommandAnswer purge(IqRequest request, DataForm form) throws StanzaException {
    String sure = form.value(SURE);
    if (!"1".equals(sure) && !"true".equals(sure)) {
      return CommandAnswer.done(CommandNote.warn("Nothing was deleted: you were not sure."));
    }
    Jid with = with(form.value(WITH));
    Instant before = before(form.value(BEFORE));
    archive.purge(request.account(), with, before);
    return CommandAnswer.done(CommandNote.info("The messages are deleted."));
  }

  private static @Nullable Jid with(@Nullable String text) throws StanzaException {
    try {
      return text == null || text.isBlank() ? null : Jid.parse(text.strip()).bare();
    } catch (InvalidJidException e) {
      throw new StanzaException(Condition.BAD_REQUEST, "'" + text + "' is not a JID");
    }
  }

  private static @Nullable Instant before(@Nullable String text) throws StanzaException {
    try {
      return text == null || text.isBlank()
          ? null
          : LocalDate.parse(text.strip()).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeParseException e) {
      throw new StanzaException(Condition.BAD_REQUEST, "a day is written as in 2026-06-30");
    }
  }
}
