package dev.innerloop.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class Utf8LocaleTest {

  @Test
  void withoutAnySettingTheEncodingIsSet() {
    assertThat(Utf8Locale.additions(Map.of("PATH", "/bin")))
        .isEqualTo(Map.of("LC_CTYPE", "C.UTF-8"));
    assertThat(Utf8Locale.additions(Map.of("LC_ALL", "", "LANG", "")))
        .isEqualTo(Map.of("LC_CTYPE", "C.UTF-8"));
  }

  @Test
  void inThePosixLocaleTheVariableThatDecidesIsSet() {
    assertThat(Utf8Locale.additions(Map.of("LANG", "C"))).isEqualTo(Map.of("LC_CTYPE", "C.UTF-8"));
    assertThat(Utf8Locale.additions(Map.of("LC_CTYPE", "POSIX", "LANG", "de_DE.UTF-8")))
        .isEqualTo(Map.of("LC_CTYPE", "C.UTF-8"));
    assertThat(Utf8Locale.additions(Map.of("LC_ALL", "POSIX", "LC_CTYPE", "de_DE.UTF-8")))
        .isEqualTo(Map.of("LC_ALL", "C.UTF-8"));
  }

  @Test
  void anyOtherLocaleIsKept() {
    assertThat(Utf8Locale.additions(Map.of("LANG", "de_DE.UTF-8"))).isEmpty();
    assertThat(Utf8Locale.additions(Map.of("LC_ALL", "ja_JP.eucJP", "LANG", "C"))).isEmpty();
    assertThat(Utf8Locale.additions(Map.of("LC_ALL", "", "LC_CTYPE", "en_US.UTF-8"))).isEmpty();
  }
}
