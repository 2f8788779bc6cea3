# One image for each of the three applications: docker build --build-arg APP=producer .
# Over the jars that ./mvnw package has built: nothing is downloaded here but the base image.
FROM eclipse-temurin:17-jre

RUN groupadd --gid 10001 dateline \
 && useradd --uid 10001 --gid dateline --no-create-home --home-dir /data dateline \
 && install -d -o dateline -g dateline /data

ARG APP
COPY ${APP}/target/dateline-${APP}-1.0.0-SNAPSHOT-boot.jar /app.jar

USER dateline
WORKDIR /data

# -Xmx: a bound that holds where the container has no memory limit of its own
# SerialGC: heaps this small gain nothing from G1 and its threads
# ExitOnOutOfMemoryError: a process out of memory no longer tells the truth; restarted, it loses nothing
# ErrorFileToStderr: a crash report belongs in the container's log, not on a disk that goes with it
# By this variable, so that another -Xmx needs no other image
ENV JAVA_TOOL_OPTIONS="-Xmx256m -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError -XX:+ErrorFileToStderr"

ENTRYPOINT ["java", "-jar", "/app.jar"]
