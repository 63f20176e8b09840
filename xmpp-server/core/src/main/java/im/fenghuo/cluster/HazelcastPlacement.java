package im.fenghuo.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.partition.MigrationListener;
import com.hazelcast.partition.MigrationState;
import com.hazelcast.partition.Partition;
import com.hazelcast.partition.PartitionService;
import com.hazelcast.partition.ReplicaMigrationEvent;
import im.fenghuo.api.Jid;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/// Owners by Hazelcast's partition table. The partition of a JID is computed here, by the hash of
/// its string, so that a look-up costs nothing; the table is read anew when partitions have moved.
final class HazelcastPlacement implements Placement {

  private final PartitionService partitions;
  private final String self;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile String[] owners;

  HazelcastPlacement(HazelcastInstance hazelcast) {
    this.partitions = hazelcast.getPartitionService();
    this.self = hazelcast.getCluster().getLocalMember().getUuid().toString();
    this.owners = read();
    partitions.addMigrationListener(
        new MigrationListener() {
          @Override
          public void migrationStarted(MigrationState state) {}

          @Override
          public void migrationFinished(MigrationState state) {
            changed();
          }

          @Override
          public void replicaMigrationCompleted(ReplicaMigrationEvent event) {
            owners = read();
          }

          @Override
          public void replicaMigrationFailed(ReplicaMigrationEvent event) {}
        });
  }

  String self() {
    return self;
  }

  /// Reads the table again: after a change of members.
  void changed() {
    owners = read();
    listeners.forEach(Runnable::run);
  }

  private String[] read() {
    String[] table = new String[partitions.getPartitions().size()];
    for (Partition partition : partitions.getPartitions()) {
      table[partition.getPartitionId()] =
          partition.getOwner() == null ? self : partition.getOwner().getUuid().toString();
    }
    return table;
  }

  @Override
  public String owner(Jid bareJid) {
    String[] table = owners;
    return table[Math.floorMod(bareJid.hashCode(), table.length)];
  }

  @Override
  public Set<String> owners() {
    return Set.copyOf(Arrays.asList(owners));
  }

  @Override
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }
}
