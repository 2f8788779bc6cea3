package news.dateline.feedapi.page;

import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the pages are found and shared.
 *
 * @param publicUrl Scheme and host at which readers find the pages, such as {@code
 *     https://live.example.org}. Search engines and link previews need it: canonical addresses and
 *     the sitemap are absolute. Empty: canonical addresses are paths, and there is no sitemap.
 * @param previewAgents Parts of the {@code User-Agent} of programs that preview links and accept
 *     any type. They get pages instead of JSON.
 */
@ConfigurationProperties("dateline.site")
@Validated
public record SiteProperties(
    @DefaultValue("") @Pattern(regexp = "(https?://[^/?#@\\s]+)?") String publicUrl,
    @DefaultValue({
          "facebookexternalhit",
          "Twitterbot",
          "LinkedInBot",
          "Slackbot",
          "Discordbot",
          "TelegramBot",
          "WhatsApp",
          "SkypeUriPreview",
          "Mastodon",
          "Bluesky",
          "redditbot",
          "Pinterestbot",
          "vkShare",
          "Iframely",
          "Embedly"
        })
        List<String> previewAgents) {

  /** Returns the address of a path of this service; the path itself without a public URL. */
  public String url(String path) {
    return publicUrl + path;
  }

  public boolean hasPublicUrl() {
    return !publicUrl.isEmpty();
  }
}
