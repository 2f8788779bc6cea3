# One image for each of the three applications: docker build --build-arg APP=producer .
# Over the jars that ./mvnw package has built: nothing is downloaded here but the base image.
FROM eclipse-temurin:17-jre AS parts
ARG APP
COPY ${APP}/target/dateline-${APP}-1.0.0-SNAPSHOT-boot.jar /boot.jar
RUN java -Djarmode=tools -jar /boot.jar extract --destination /app --application-filename app.jar

FROM eclipse-temurin:17-jre

RUN groupadd --gid 10001 dateline \
 && useradd --uid 10001 --gid dateline --no-create-home --home-dir /data dateline \
 && install -d -o dateline -g dateline /data

# the health check: bash speaks enough HTTP, and the image has neither curl nor wget
RUN printf '%s\n' '#!/bin/bash' \
      'exec 3<>/dev/tcp/127.0.0.1/8082 || exit 1' \
      'printf "GET /actuator/health/readiness HTTP/1.0\r\n\r\n" >&3' \
      'read -r -t 2 _ status _ <&3 && [ "$status" = 200 ]' \
      > /usr/local/bin/ready && chmod 755 /usr/local/bin/ready

COPY --from=parts /app /app

# An archive of the classes of a start that ends before anything is asked of Kafka: feed-api is up after 2 s instead of 4.
# Whatever that start writes goes; a token in an image would be everyone's
RUN mkdir /tmp/trial \
 && { DESK_TOKEN_FILE=/tmp/trial/token STATE_DIR=/tmp/trial/state java -XX:+UseSerialGC -XX:ArchiveClassesAtExit=/app/app.jsa \
        -Dspring.context.exit=onRefresh -jar /app/app.jar >/tmp/trial/log 2>&1 || { cat /tmp/trial/log; exit 1; }; } \
 && rm -r /tmp/trial

USER dateline
WORKDIR /data

# -Xmx: a bound that holds where the container has no memory limit of its own
# Direct memory (Kafka's and Netty's buffers, 24 KB at most a reader who is slow) is bounded by as much again, event loops are as many as cores: both by default
# SerialGC: heaps this small gain nothing from G1 and its threads
# Tier4…: code that runs twenty times a second is compiled well after a minute, not after four
# ExitOnOutOfMemoryError: a process out of memory no longer tells the truth; restarted, it loses nothing
# ErrorFileToStderr: a crash report belongs in the container's log, not on a disk that goes with it
# By this variable, so that another -Xmx needs no other image
ENV JAVA_TOOL_OPTIONS="-Xmx256m -XX:+UseSerialGC -XX:Tier4InvocationThreshold=1500 -XX:Tier4MinInvocationThreshold=300 -XX:Tier4CompileThreshold=4000 -XX:+ExitOnOutOfMemoryError -XX:+ErrorFileToStderr"

# without the lines about an archive that no longer fits, should the JVM be given another collector
ENTRYPOINT ["java", "-XX:SharedArchiveFile=/app/app.jsa", "-Xlog:cds=off", "-Xlog:cds+dynamic=off", "-jar", "/app/app.jar"]
