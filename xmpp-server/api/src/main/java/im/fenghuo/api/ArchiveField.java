package im.fenghuo.api;

import im.fenghuo.api.form.Field;

/// A field that an extension adds to the form by which archives are asked (XEP-0313 §4.1.5).
public interface ArchiveField {

  /// The field, as the form offers it.
  Field field();

  /// One page of what the rest of the form asks for, when the field is filled in. Blocks.
  ///
  /// @throws StanzaException what the client is told
  Archive.Page find(Archive.Owner owner, Archive.Query query, String value) throws StanzaException;
}
