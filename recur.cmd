@echo off
rem Runs the program recur. If it is missing it is built first, without tests. Not tested on Windows
rem yet. Unlike the shell script it does not notice that sources have changed (delete .recur), has no
rem faster start for short answers, and shows the JVM's warning about the vector module.
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
rem As in the shell script: the simplest collector with a small heap, unless a collector is named.
set "HEAP=-XX:+UseSerialGC -Xms32m -Xmn16m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=20 -XX:PretenureSizeThreshold=1m"
set JDK_JAVA_OPTIONS 2>nul | findstr /C:"GC" >nul && set "HEAP="
set JAVA_TOOL_OPTIONS 2>nul | findstr /C:"GC" >nul && set "HEAP="
if not defined RECUR_PROGRAM set "RECUR_PROGRAM=%~f0"
rem The program writes UTF-8, so the console is switched to it; its own code page is restored at the end.
rem Arguments reach Java in the system's code page: pass other characters in a file or standard input.
for /f "tokens=2 delims=:." %%P in ('chcp') do set "PAGE=%%P"
chcp 65001 >nul
"%JAVA_HOME%\bin\java" %HEAP% -Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 -p "%~dp0.recur\app" --add-modules dev.recur --enable-native-access=dev.recur.gpu -cp "%~dp0.recur\app\*" dev.recur.cli.Main %*
set "CODE=%errorlevel%"
chcp %PAGE% >nul
exit /b %CODE%
