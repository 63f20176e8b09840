package im.fenghuo.sasl;

class InMemoryTokenStoreTest extends TokenStoreContract {

  @Override
  TokenStore newStore() {
    return new InMemoryTokenStore();
  }
}
