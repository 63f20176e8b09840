package im.fenghuo.xep.xep0363httpupload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, bytes 0-0/10",
    "bytes=2-5, bytes 2-5/10",
    "bytes=5-, bytes 5-9/10",
    "bytes=5-100, bytes 5-9/10",
    "bytes=5-99999999999999999999, bytes 5-9/10",
    "bytes=-3, bytes 7-9/10",
    "bytes=-100, bytes 0-9/10",
    "Bytes=0-3, bytes 0-3/10",
    "bytes=10-, bytes */10",
    "bytes=99999999999999999999-, bytes */10",
    "bytes=-0, bytes */10"
  })
  void a_single_range_is_what_lies_within_the_file(String header, String contentRange) {
    assertThat(ByteRange.of(header, 10).text(10)).isEqualTo(contentRange);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", "bytes=", "bytes=-", "bytes=5-2", "bytes=0-1,3-4", "lines=1-2", "bytes=a-b"})
  void anything_else_means_the_whole_file(String header) {
    assertThat(ByteRange.of(header, 10)).isNull();
  }
}
