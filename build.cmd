@echo off
rem Builds everything and runs all checks and tests; arguments go to Maven. Not tested on Windows yet.
setlocal
call "%~dp0.mvn\jdk.cmd" || exit /b 1
set "MAVEN_OPTS=--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow %MAVEN_OPTS%"
cd /d "%~dp0"
call mvnw.cmd %* verify
exit /b %errorlevel%
