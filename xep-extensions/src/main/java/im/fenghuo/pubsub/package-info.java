/// Publish-subscribe (XEP-0060) as an engine: nodes with items, subscriptions and affiliations in
/// the database, used for a service of the server and for each account (XEP-0163).
@NullMarked
package im.fenghuo.pubsub;

import org.jspecify.annotations.NullMarked;
