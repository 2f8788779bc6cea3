package news.dateline.support.web;

/** A header in which proxies tell the address of a client. */
public enum ForwardedHeader {
  X_FORWARDED_FOR("X-Forwarded-For"),
  FORWARDED("Forwarded");

  private final String headerName;

  ForwardedHeader(String headerName) {
    this.headerName = headerName;
  }

  public String headerName() {
    return headerName;
  }
}
