package im.fenghuo.xep.xep0133admin;

import im.fenghuo.api.Accounts;
import im.fenghuo.api.CommandAnswer;
import im.fenghuo.api.CommandNote;
import im.fenghuo.api.IqRequest;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Message;
import im.fenghuo.api.Services;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.form.Field;
import im.fenghuo.api.xml.Element;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells something to everybody who is online (XEP-0133 §4.23), as a headline: all available
/// resources get it, nobody gets it later. Blocks.
///
/// @param services of the server
record Announcement(Services services) {

  private static final Logger LOG = LoggerFactory.getLogger(Announcement.class);
  private static final int PAGE = 1000;
  private static final String TEXT = "announcement";

  CommandAnswer write(IqRequest request, DataForm nothing) {
    return AdminForm.ask(
        "Send an announcement to online users",
        this::send,
        Field.of(TEXT, "text-multi").labelled("The announcement").required());
  }

  private CommandAnswer send(IqRequest request, DataForm form) throws StanzaException {
    String domain = request.domain();
    String text = String.join("\n", form.values(TEXT));
    Jid after = null;
    long told = 0;
    List<Jid> page;
    do {
      page = services.accounts().online(domain, Accounts.Activity.ANY, after, PAGE).page();
      for (Jid account : page) {
        services.route(message(domain, account, text));
        after = account;
      }
      told += page.size();
    } while (page.size() == PAGE);
    LOG.info("Administrator {} has announced something to {} users", request.iq().sender(), told);
    return CommandAnswer.done(CommandNote.info("the announcement was sent to " + told + " users"));
  }

  private static Message message(String domain, Jid to, String text) throws StanzaException {
    return Message.of(
        Element.of(Stanza.NAMESPACE, "message")
            .attribute("type", Message.Type.HEADLINE.value())
            .attribute("from", domain)
            .attribute("to", to.toString())
            .child("subject", "Announcement")
            .child("body", text)
            .build());
  }
}
