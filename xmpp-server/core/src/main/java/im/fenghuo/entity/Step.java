package im.fenghuo.entity;

import im.fenghuo.api.Stanza;
import im.fenghuo.api.entity.EntityLane.Work;
import im.fenghuo.archive.Receipt;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One step of an entity's lane: what it begins with, and what it goes on with, part by part.
final class Step {

  private final @Nullable Stanza stanza;
  private final Receipt receipt;
  private @Nullable Part first;
  private @Nullable List<Part> added;
  private @Nullable ArrayDeque<Part> rest;

  /// A part of a step.
  ///
  /// @param isBlocking whether it may wait
  record Part(Work work, boolean isBlocking) {}

  /// @param stanza what it begins with; null where nobody has sent any
  /// @param receipt waits for it
  Step(@Nullable Stanza stanza, Receipt receipt, Work work) {
    this.stanza = stanza;
    this.receipt = receipt;
    this.first = new Part(work, false);
  }

  /// What it begins with; null where nobody has sent any.
  @Nullable Stanza stanza() {
    return stanza;
  }

  /// Waits for it, and for what it archives and sends.
  Receipt receipt() {
    return receipt;
  }

  /// Goes on with this after the part that calls it.
  void then(Part part) {
    if (added == null) {
      added = new ArrayList<>(2);
    }
    added.add(part);
  }

  /// The next part; null when it is done.
  @Nullable Part next() {
    Part begin = first;
    if (begin != null) {
      first = null;
      return begin;
    }
    List<Part> more = added;
    if (more != null) {
      added = null;
      if (rest == null) {
        rest = new ArrayDeque<>(2);
      }
      more.reversed().forEach(rest::addFirst);
    }
    return rest == null ? null : rest.poll();
  }

  /// It ends here.
  void end() {
    added = null;
    rest = null;
  }
}
