package news.dateline.producer.security;

/** The editor token cannot be read or made, so the producer cannot start. */
final class TokenFileException extends RuntimeException {
  TokenFileException(String problem) {
    super(problem);
  }
}
