/// What is served over HTTP: streams of web clients, the description of how to connect, the web
/// client.
@NullMarked
package im.fenghuo.http;

import org.jspecify.annotations.NullMarked;
