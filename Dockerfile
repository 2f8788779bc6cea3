# One image for each of the three services: docker build --build-arg APP=producer .
# It uses the jars that ./mvnw package has built. Only the base image is downloaded.
FROM eclipse-temurin:17-jre AS parts
ARG APP
COPY ${APP}/target/dateline-${APP}-1.0.0-SNAPSHOT-boot.jar /boot.jar
RUN java -Djarmode=tools -jar /boot.jar extract --destination /app --application-filename app.jar

FROM eclipse-temurin:17-jre

RUN groupadd --gid 10001 dateline \
 && useradd --uid 10001 --gid dateline --no-create-home --home-dir /data dateline \
 && install -d -o dateline -g dateline /data

# The health check. Bash speaks enough HTTP; the image has neither curl nor wget.
RUN printf '%s\n' '#!/bin/bash' \
      'exec 3<>/dev/tcp/127.0.0.1/8082 || exit 1' \
      'printf "GET /actuator/health/readiness HTTP/1.0\r\n\r\n" >&3' \
      'read -r -t 2 _ status _ <&3 && [ "$status" = 200 ]' \
      > /usr/local/bin/ready && chmod 755 /usr/local/bin/ready

COPY --from=parts /app /app

# A class archive, made by a start that ends before it connects to Kafka: feed-api is up after 2 s instead of 4.
# Everything else that this start writes is deleted: a token in an image would be known to everyone.
RUN mkdir /tmp/trial \
 && { DATELINE_DESK_TOKENFILE=/tmp/trial/token DATELINE_CONSUMER_STATEDIR=/tmp/trial/state java -XX:+UseSerialGC -XX:ArchiveClassesAtExit=/app/app.jsa \
        -Dspring.context.exit=onRefresh -jar /app/app.jar >/tmp/trial/log 2>&1 || { cat /tmp/trial/log; exit 1; }; } \
 && rm -r /tmp/trial

USER dateline
WORKDIR /data

# No -Xmx: the heap is at most a quarter of the container's memory, or of the machine's where the container has no limit. Direct memory
# (buffers of Kafka and Netty, 24 KB at most for a slow subscriber) has the same bound by default. A container with a limit can do with
# -XX:MaxRAMPercentage=60.
# SerialGC: heaps this small gain nothing from G1 and its threads.
# Tier4…: code that runs twenty times a second is compiled by C2 after one minute instead of four.
# ExitOnOutOfMemoryError: a process without memory cannot be trusted; it loses nothing by a restart.
# ErrorFileToStderr: a crash report belongs in the container's log, not on a disk that is deleted with the container.
# A variable, so that another heap needs no other image.
ENV JAVA_TOOL_OPTIONS="-XX:+UseSerialGC -XX:Tier4InvocationThreshold=1500 -XX:Tier4MinInvocationThreshold=300 -XX:Tier4CompileThreshold=4000 -XX:+ExitOnOutOfMemoryError -XX:+ErrorFileToStderr"

# -Xlog: no messages about the archive if the JVM is given another collector, which the archive does not fit
ENTRYPOINT ["java", "-XX:SharedArchiveFile=/app/app.jsa", "-Xlog:cds=off", "-Xlog:cds+dynamic=off", "-jar", "/app/app.jar"]
