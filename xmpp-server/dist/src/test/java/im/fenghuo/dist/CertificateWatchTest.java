package im.fenghuo.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CertificateWatchTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  @Test
  void it_looks_again_and_again_whatever_it_has_seen() throws Exception {
    CountDownLatch looks = new CountDownLatch(5);
    CertificateWatch.Renewal renewal =
        () -> {
          looks.countDown();
          if (looks.getCount() % 2 == 0) {
            throw new IOException("damaged");
          }
          return true;
        };
    try (CertificateWatch watch = new CertificateWatch(vertx, renewal, Duration.ofMillis(5))) {
      looks.await();
      assertThat(watch).isNotNull();
    }
  }

  @Test
  void who_has_it_look_is_told_what_is_wrong() {
    CertificateWatch.Renewal renewal =
        () -> {
          throw new IOException("chain.pem is damaged");
        };
    try (CertificateWatch watch = new CertificateWatch(vertx, renewal, Duration.ofHours(1))) {
      assertThatThrownBy(watch::look)
          .isInstanceOf(CommandException.class)
          .hasMessage("the former certificate stays in use: chain.pem is damaged");
    }
  }
}
