# The image of `merit`: one program, its libraries, and a user without rights. See docker-compose.yml for how it is run.

FROM swift:6.3-bookworm AS build
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libexpat1-dev libpq-dev libxlsxwriter-dev libzip-dev \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /merit
# A layer of its own, so that a change of the sources does not fetch the dependencies again.
COPY Package.swift ./
RUN swift package resolve
COPY . .
# The Swift runtime is linked in; names of functions stay for backtraces, a quarter of the size goes. libpq stays shared: it comes with Debian's security updates and some twenty libraries.
RUN swift build --configuration release --product merit --static-swift-stdlib \
    && install -D "$(swift build --configuration release --static-swift-stdlib --show-bin-path)/merit" /image/bin/merit \
    && strip --strip-debug /image/bin/merit \
    && install -D /usr/libexec/swift/linux/swift-backtrace-static /image/libexec/swift-backtrace-static

# The same Debian release as the build: the program needs its libc and libstdc++.
FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates libexpat1 libpq5 libstdc++6 libxlsxwriter4 libzip4 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --user-group --no-create-home --shell /usr/sbin/nologin merit
COPY --from=build /image/ /usr/local/
# A crash leaves a backtrace in the log, without registers: beside them it would print memory, which holds people's data.
ENV SWIFT_BACKTRACE=enable=yes,interactive=no,color=no,registers=none,swift-backtrace=/usr/local/libexec/swift-backtrace-static
USER merit
ENTRYPOINT ["merit"]
CMD ["--help"]
