package im.fenghuo.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommonOrderTest {

  private final CommonOrder order = new CommonOrder(2);

  @Test
  void whoever_sees_a_message_first_says_where_it_belongs() {
    assertThat(order.place(0, 0)).isZero();
    assertThat(order.place(1, 0)).isEqualTo(1);
    assertThat(order.place(0, 1)).isEqualTo(2);
    assertThat(order.place(1, 0)).isEqualTo(1);
    assertThat(order.disordered()).isZero();
    assertThat(order.seenOf(0)).isEqualTo(2);
  }

  @Test
  void an_occupant_who_sees_another_order_has_messages_out_of_order() {
    Sequence one = new Sequence();
    Sequence another = new Sequence();
    boolean _ = one.arrived(order.place(0, 0));
    boolean _ = one.arrived(order.place(1, 0));
    boolean _ = another.arrived(order.place(1, 0));
    boolean _ = another.arrived(order.place(0, 0));

    assertThat(one.reordered()).isZero();
    assertThat(another.reordered()).isEqualTo(1);
    assertThat(another.distinct()).isEqualTo(2);
  }

  @Test
  void a_sender_whose_messages_everybody_sees_in_another_order_is_noticed() {
    order.place(0, 1);
    order.place(0, 0);

    assertThat(order.disordered()).isEqualTo(2);
  }

  @Test
  void copies_are_counted() {
    int last = 0;
    for (int i = 0; i < 5000; i++) {
      last = order.place(0, i);
    }

    assertThat(order.arrived(last)).isEqualTo(1);
    assertThat(order.arrived(last)).isEqualTo(2);
    assertThat(order.arrived(0)).isEqualTo(1);
    assertThat(order.seenOf(0)).isEqualTo(5000);
  }
}
