# One image for each of the three services: docker build --build-arg APP=producer .
# It uses the jars that ./mvnw package has built. Only the base image is downloaded; --build-arg JRE=… names another, of version 25 or later.
ARG JRE=eclipse-temurin:25-jre
FROM ${JRE} AS base

# No -Xmx: the heap is at most a quarter of the container's memory, or of the machine's where the container has no limit. Direct memory
# (buffers of Kafka and Netty, 24 KB at most for a slow subscriber) has the same bound by default. A container with a limit can do with
# -XX:MaxRAMPercentage=60.
# SerialGC: heaps this small gain nothing from G1 and its threads.
# Tier4…: the training compiles with C2 what runs twenty times a second, and so does a start without the cache, after one minute instead of four.
# ExitOnOutOfMemoryError: a process without memory cannot be trusted; it loses nothing by a restart.
# ErrorFileToStderr: a crash report belongs in the container's log, not on a disk that is deleted with the container.
# A variable, so that another heap needs no other image. The training has the same flags.
ENV JAVA_TOOL_OPTIONS="-XX:+UseSerialGC -XX:Tier4InvocationThreshold=1500 -XX:Tier4MinInvocationThreshold=300 -XX:Tier4CompileThreshold=4000 -XX:+ExitOnOutOfMemoryError -XX:+ErrorFileToStderr"

# The loaded classes of the services and the profiles of their methods under load, for the first seconds after a start. All three are trained together, once for the
# three images. Of this stage an image gets the directory of its service only: the token and the data of the training are outside it.
FROM base AS training
COPY consumer/target/dateline-consumer-1.0.0-SNAPSHOT-boot.jar /boot/consumer.jar
COPY producer/target/dateline-producer-1.0.0-SNAPSHOT-boot.jar /boot/producer.jar
COPY feed-api/target/dateline-feed-api-1.0.0-SNAPSHOT-boot.jar /boot/feed-api.jar
COPY dateline /dateline/
COPY standalone/target /dateline/standalone/target
COPY testbed/target /dateline/testbed/target
COPY testbed/training /dateline/testbed/training
RUN /dateline/testbed/training/services

FROM base

RUN groupadd --gid 10001 dateline \
 && useradd --uid 10001 --gid dateline --no-create-home --home-dir /data dateline \
 && install -d -o dateline -g dateline /data

# The health check. Bash speaks enough HTTP; the image has neither curl nor wget.
RUN printf '%s\n' '#!/bin/bash' \
      'exec 3<>/dev/tcp/127.0.0.1/8082 || exit 1' \
      'printf "GET /actuator/health/readiness HTTP/1.0\r\n\r\n" >&3' \
      'read -r -t 2 _ status _ <&3 && [ "$status" = 200 ]' \
      > /usr/local/bin/ready && chmod 755 /usr/local/bin/ready

# The start. The JVM refuses the cache with ZGC, with an agent and with other layouts of objects: then there is one line, and a start without it. To
# ask takes half a second, so it is asked only if variables give it other options than those of the training, or if a quarter of the memory may be a heap whose
# references have another size. MinHeapSize: the JVM ends if the first heap has no room for the objects of the cache. Of warnings there is only that JDK 25 finds
# some adapters of calls under the name of another, and makes them anew. Tier…: with the profiles of the cache C1 compiles after 16 calls what C2 compiled in the
# training, and C2 only what runs tens of thousands of times: at a start it would take half of the CPU, while all subscribers return.
RUN printf '%s\n' '#!/bin/bash' \
      'cache=(-XX:AOTCache=/app/app.aot -XX:MinHeapSize=32m -Xlog:aot=error -Xlog:aot+codecache+stubs=error' \
      '  -XX:Tier0InvokeNotifyFreqLog=4 -XX:Tier2InvokeNotifyFreqLog=16 -XX:Tier2BackedgeNotifyFreqLog=16' \
      '  -XX:Tier4InvocationThreshold=50000 -XX:Tier4MinInvocationThreshold=10000 -XX:Tier4CompileThreshold=100000 -XX:Tier4BackEdgeThreshold=400000)' \
      "trained='$JAVA_TOOL_OPTIONS'" \
      'read -r _ kilobytes _ </proc/meminfo # MemTotal' \
      '[ "$JAVA_TOOL_OPTIONS$JDK_JAVA_OPTIONS$_JAVA_OPTIONS" = "$trained" ] && [ "$kilobytes" -lt 120000000 ] || java "${cache[@]}" -XX:AOTMode=on -cp /app/app.jar -version >/dev/null 2>&1 || {' \
      '  echo "dateline: this start goes without its AOT cache, which the JVM refuses with these options" >&2; cache=()' \
      '}' \
      'exec java "${cache[@]}" -jar /app/app.jar "$@"' \
      > /usr/local/bin/start && chmod 755 /usr/local/bin/start

# The times of the files stay the same, which the cache knows.
ARG APP
COPY --from=training /${APP} /app

USER dateline
WORKDIR /data

ENTRYPOINT ["start"]
