package im.fenghuo.archive;

/// Who has an archive.
public interface ArchiveOwner {

  /// The lane that numbers what goes into it.
  ArchiveLane archive();
}
