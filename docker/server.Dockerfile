# syntax=docker/dockerfile:1
# Build from the top of the repository: docker build --file docker/server.Dockerfile --tag compute-stipends .

FROM node:26-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY packages/server/package.json packages/server/
COPY packages/sdk/package.json packages/sdk/
COPY packages/bench/package.json packages/bench/
COPY packages/story/package.json packages/story/
RUN npm ci
COPY packages/server/build.mjs packages/server/
COPY packages/server/src packages/server/src
RUN node packages/server/build.mjs

FROM node:26-slim
# Node comes from the base image here, and PostgreSQL from DATABASE_URL: the packages that bring them are left out.
ENV NODE_ENV=production ENVIRONMENT=production HOST=0.0.0.0 PORT=4000
WORKDIR /app
COPY package.json package-lock.json ./
COPY packages/server/package.json packages/server/
COPY packages/sdk/package.json packages/sdk/
COPY packages/bench/package.json packages/bench/
COPY packages/story/package.json packages/story/
RUN npm ci --omit=dev --omit=optional --ignore-scripts && npm cache clean --force
COPY schema.graphql ./
COPY packages/server/healthcheck.mjs packages/server/
COPY --from=build /app/packages/server/dist packages/server/dist
USER node
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 CMD ["node", "packages/server/healthcheck.mjs"]
CMD ["node", "packages/server/dist/main.js"]
