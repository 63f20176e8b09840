package im.fenghuo.transfer;

import im.fenghuo.api.Jid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What an import has done.
public final class ImportReport {

  /// So many kinds of things that were left out are told apart.
  private static final int KINDS = 200;

  private static final String OTHERS = "other things";

  private final List<Jid> accounts = new ArrayList<>();
  private final List<Jid> known = new ArrayList<>();
  private final Map<String, Integer> leftOut = new LinkedHashMap<>();
  private long messages;

  /// The accounts that have come in.
  public List<Jid> accounts() {
    return List.copyOf(accounts);
  }

  /// The accounts that the same file had brought before.
  public List<Jid> known() {
    return List.copyOf(known);
  }

  /// How many messages have come in now.
  public long messages() {
    return messages;
  }

  /// What was left out, for people, and how often.
  public Map<String, Integer> leftOut() {
    return Map.copyOf(leftOut);
  }

  void hasCome(Jid account) {
    accounts.add(account);
  }

  void wasThere(Jid account) {
    known.add(account);
  }

  void message() {
    messages++;
  }

  void leaveOut(String what) {
    leftOut.merge(
        leftOut.size() < KINDS || leftOut.containsKey(what) ? what : OTHERS, 1, Integer::sum);
  }
}
