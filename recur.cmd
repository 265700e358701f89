@echo off
rem Runs the program recur, and builds it first where it is missing, without tests. Not tried on
rem Windows yet; unlike the shell script it does not see that sources have changed: delete .recur.
setlocal
call "%~dp0.mvn\jdk.cmd" || exit /b 1
if exist "%~dp0.recur\app\built" goto run
echo recur: building the program; the first time takes a minute or two. 1>&2
set "MAVEN_OPTS=--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow %MAVEN_OPTS%"
pushd "%~dp0"
call mvnw.cmd -q -Dquick -Dtarget=.recur -Dmaven.test.skip=true -pl cli -am package 1>&2
if errorlevel 1 (
  popd
  echo recur: the program could not be built ^(see above^) 1>&2
  exit /b 1
)
popd
if exist "%~dp0.recur\app" rmdir /s /q "%~dp0.recur\app"
mkdir "%~dp0.recur\app"
copy /y "%~dp0cli\.recur\app\*.jar" "%~dp0.recur\app" >nul || exit /b 1
copy /y "%~dp0cli\.recur\recur-cli-*.jar" "%~dp0.recur\app" >nul || exit /b 1
echo built>"%~dp0.recur\app\built"
:run
"%JAVA_HOME%\bin\java" -p "%~dp0.recur\app" --add-modules dev.recur -cp "%~dp0.recur\app\*" dev.recur.cli.Main %*
exit /b %errorlevel%
