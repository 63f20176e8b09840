package im.fenghuo.account;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Iq;
import im.fenghuo.api.Message;
import im.fenghuo.api.Presence;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.StanzaException;
import im.fenghuo.archive.Receipt;
import org.jspecify.annotations.Nullable;

/// Brings stanzas to the accounts and entities of this node.
public final class LocalDelivery implements Delivery {

  private @Nullable LocalAccounts accounts;
  private @Nullable Delivery entities;

  /// Where it delivers: once, before anything is delivered. Router and accounts know each other, so
  /// one of them has to come first.
  ///
  /// @param toEntities brings stanzas to the entities of this node
  public void to(LocalAccounts local, Delivery toEntities) {
    accounts = local;
    entities = toEntities;
  }

  private LocalAccounts accounts() {
    if (accounts == null) {
      throw new IllegalStateException("delivery before the accounts are there");
    }
    return accounts;
  }

  @Override
  public void deliver(Stanza stanza, Receipt receipt) {
    if (entities != null && accounts().node().registry().entityHost(stanza.recipient()) != null) {
      entities.deliver(stanza, receipt);
      return;
    }
    if (isForSessionsOnly(stanza)) {
      notify(stanza);
      return;
    }
    receipt.expect();
    accounts()
        .with(
            stanza.recipient().bare(),
            account -> {
              try {
                received(account, stanza, receipt);
              } finally {
                receipt.done();
              }
            },
            error -> {
              receipt.done();
              refuse(stanza, error);
            });
  }

  /// Presence is for sessions, and so is a headline: an account that is not in memory has none. To
  /// load it would cost every login, and every event of an account, a read for each contact who is
  /// away (RFC 6121 §4.3.2, §8.5.2.2.1, §8.5.2.2.2).
  private static boolean isForSessionsOnly(Stanza stanza) {
    return switch (stanza) {
      case Presence presence -> !presence.type().isSubscription();
      case Message message -> message.type() == Message.Type.HEADLINE;
      case Iq _ -> false;
    };
  }

  /// It writes nothing, so no receipt waits for it.
  private void notify(Stanza stanza) {
    accounts()
        .ifPresent(stanza.recipient().bare(), account -> received(account, stanza, new Receipt()));
  }

  private void received(LocalAccount account, Stanza stanza, Receipt receipt) {
    try {
      switch (stanza) {
        case Message message -> MessageFlow.received(account, message, receipt);
        case Presence presence -> account.node().presences().received(account, presence, receipt);
        case Iq iq -> IqFlow.received(account, iq);
      }
    } catch (StanzaException e) {
      account.node().router().bounce(stanza, e);
    }
  }

  /// There is no such account, or it cannot be loaded: RFC 6121 §8.5.1.
  private void refuse(Stanza stanza, StanzaException error) {
    switch (stanza) {
      case Presence _ -> {}
      case Message message when message.type() == Message.Type.HEADLINE -> {}
      case Message message -> bounce(message, error);
      case Iq iq when error.condition() == Condition.ITEM_NOT_FOUND ->
          IqFlow.answerForNobody(accounts().node(), iq, () -> bounce(iq, error));
      case Iq iq -> bounce(iq, error);
    }
  }

  private void bounce(Stanza stanza, StanzaException error) {
    StanzaException answer =
        error.condition() == Condition.ITEM_NOT_FOUND
            ? new StanzaException(Condition.SERVICE_UNAVAILABLE, "") // as of an account that hides
            : error;
    accounts().node().router().bounce(stanza, answer);
  }
}
