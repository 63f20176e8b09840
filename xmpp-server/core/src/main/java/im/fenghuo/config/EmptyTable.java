package im.fenghuo.config;

import org.tomlj.Toml;
import org.tomlj.TomlTable;

/// A section that is not in the file.
final class EmptyTable {

  static final TomlTable TABLE = Toml.parse("");

  private EmptyTable() {}
}
