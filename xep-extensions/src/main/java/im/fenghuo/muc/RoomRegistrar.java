package im.fenghuo.muc;

import im.fenghuo.api.Iq;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Message;
import im.fenghuo.api.Presence;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.form.Field;
import im.fenghuo.api.xml.Element;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Where an extension says what it does in rooms, before the server listens. Everything registered
/// is data; what is registered twice stops the start.
///
/// Unless something else is said, what is registered runs inline on an event loop, as a step of the
/// room's lane: it may not wait. Handlers that block run as a step of that lane, too, so they read
/// and change the room as the others do.
public interface RoomRegistrar {

  /// Announces a feature of all rooms in service discovery.
  default void feature(String namespace) {
    feature(namespace, _ -> true);
  }

  /// Announces a feature of some rooms in service discovery.
  void feature(String namespace, Predicate<Room> rooms);

  /// Adds a field to what service discovery says of a room (`muc#roominfo`).
  ///
  /// @param field null where there is nothing to say
  void information(Function<Room, @Nullable Field> field);

  /// Answers service discovery for a node of rooms.
  void node(String node, RoomNode handler);

  /// Answers service discovery for the items of a node of rooms.
  void items(String node, RoomNode handler);

  /// Offers an ad-hoc command of rooms (XEP-0050).
  void command(RoomCommand command);

  /// Adds something that rooms can be configured in.
  void option(RoomOption<?> option);

  /// Answers requests to rooms; may block.
  void iq(Iq.Type type, String namespace, String name, RoomIqHandler handler);

  /// Answers requests to rooms.
  void quickIq(Iq.Type type, String namespace, String name, RoomIqHandler handler);

  /// Answers the requests of occupants to their own nickname, which otherwise one of their clients
  /// gets.
  void selfIq(Iq.Type type, String namespace, String name, OccupantIqHandler handler);

  /// Takes messages to a room that are not for everybody, by their child. Of an `<x/>` of
  /// `muc#user`, by the child in it.
  void message(String namespace, String name, RoomMessageHandler handler);

  /// Takes forms that are submitted to a room in a message, by what their fields mean.
  void form(String formType, RoomFormHandler handler);

  /// Has a say in what occupants say to all or to each other, before it is archived: may change it,
  /// or refuse it with an error.
  void check(MessageCheck check);

  /// Adds something to messages after they were archived: to what occupants get, and to what is
  /// sent as history.
  void mark(MessageMark mark);

  /// Takes the message to all that has such a child in the place of what happens to messages
  /// otherwise.
  void groupchat(String namespace, String name, OccupantMessageHandler handler);

  /// Adds a child to the presence of occupants. What clients say of that name is taken away.
  void presence(String namespace, String name, PresenceAddition addition);

  /// Says whose occupant identifiers are.
  void identifiers(OccupantIdentifiers identifiers);

  /// Has a say in who enters.
  void entering(EntryCheck check);

  /// Has a say in the role with which people enter, and which they get with another affiliation.
  void role(RoleRule rule);

  /// Is told what happens in rooms.
  void listener(RoomListener listener);

  /// Loads a state of the extension with each room that comes into use; [Room#get] reads it.
  ///
  /// @param loader blocks; called before anything else happens in the room, and when it is made
  <T> void state(RoomKey<T> key, Function<Room, T> loader);

  /// Knows a node of rooms.
  @FunctionalInterface
  interface RoomNode {
    /// What is in the `<query/>` that answers.
    ///
    /// @param asker who asks, as in the request
    Iterable<Element> describe(Room room, Iq asker) throws StanzaException;
  }

  /// Answers one kind of request to a room.
  @FunctionalInterface
  interface RoomIqHandler {
    /// Answers it.
    ///
    /// @return the payload of the result; null for an empty one
    /// @throws StanzaException the error that is the answer
    @Nullable Element handle(Room room, Iq request) throws StanzaException;
  }

  /// Answers one kind of request to an occupant.
  @FunctionalInterface
  interface OccupantIqHandler {
    /// Answers it.
    ///
    /// @return the payload of the result; null for an empty one
    /// @throws StanzaException the error that is the answer
    @Nullable Element handle(Room room, Occupant occupant, Iq request) throws StanzaException;
  }

  /// Takes one kind of message.
  @FunctionalInterface
  interface RoomMessageHandler {
    /// Takes it.
    ///
    /// @param content the child that it is about Takes it.
    ///
    /// @throws StanzaException the error that answers it
    void handle(Room room, Message message, Element content) throws StanzaException;
  }

  /// Takes one kind of form.
  @FunctionalInterface
  interface RoomFormHandler {
    /// Takes it.
    ///
    /// @throws StanzaException the error that answers it
    void handle(Room room, Message message, DataForm form) throws StanzaException;
  }

  /// Takes one kind of message to all.
  @FunctionalInterface
  interface OccupantMessageHandler {
    /// Takes it.
    ///
    /// @throws StanzaException the error that answers it
    void handle(Room room, Occupant sender, Message message) throws StanzaException;
  }

  /// Sees what an occupant says.
  @FunctionalInterface
  interface MessageCheck {
    /// Looks at it.
    ///
    /// @param message from the occupant JID; to an occupant JID, or to nobody if it is for all
    /// @return the message, changed or not
    /// @throws StanzaException the error that refuses it
    Message check(Room room, Occupant sender, Message message) throws StanzaException;
  }

  /// Marks a message on its way out.
  @FunctionalInterface
  interface MessageMark {
    /// Marks it.
    ///
    /// @param id what the room's archive calls it
    Message mark(Room room, Message message, String id);
  }

  /// Says something of an occupant.
  @FunctionalInterface
  interface PresenceAddition {
    /// The child; null where there is nothing to say.
    @Nullable Element of(Room room, Occupant occupant);
  }

  /// Has a say in who enters.
  @FunctionalInterface
  interface EntryCheck {
    /// Looks at who enters.
    ///
    /// @throws StanzaException the error that refuses them
    void check(Room room, Presence presence, Affiliation affiliation) throws StanzaException;
  }

  /// Knows occupants by identifiers that last.
  @FunctionalInterface
  interface OccupantIdentifiers {
    /// Whose it is: the bare JID of somebody who is in the room or affiliated with it, or null.
    @Nullable Jid account(Room room, String identifier);
  }

  /// Has a say in the role with which people enter.
  @FunctionalInterface
  interface RoleRule {
    /// The role.
    ///
    /// @param account a bare JID
    /// @param usual the role that goes with the affiliation, or what another rule says
    Role role(Room room, Jid account, Affiliation affiliation, Role usual);
  }
}
