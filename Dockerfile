# The program with its pages built. One image for every role: ROLE says what a container does.
FROM node:20-bookworm AS build
WORKDIR /app
COPY package.json package-lock.json ./
# nodejieba is compiled here: Python, make and a C++ compiler are in this image and not in the next.
RUN npm ci --omit=dev --no-audit --no-fund
COPY vite.config.ts svelte.config.js ./
COPY migrations migrations
COPY classifiers classifiers
COPY server server
COPY web web
RUN node server/launch.mjs --build

FROM node:20-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
WORKDIR /app
COPY --from=build /app /app
RUN install -d -o node -g node -m 700 /data
USER node
VOLUME /data
EXPOSE 3000
# A worker answers here too, since PORT is set.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
CMD ["node", "server/launch.mjs", "start"]
