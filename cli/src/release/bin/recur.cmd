@echo off
rem Runs the program recur. Not tested on Windows yet.
setlocal
call "%~dp0jdk.cmd" || exit /b 1
rem As in the shell script: the simplest collector with a small heap, unless a collector is named.
set "HEAP=-XX:+UseSerialGC -Xms32m -Xmn16m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=20 -XX:PretenureSizeThreshold=1m"
set JDK_JAVA_OPTIONS 2>nul | findstr /C:"GC" >nul && set "HEAP="
set JAVA_TOOL_OPTIONS 2>nul | findstr /C:"GC" >nul && set "HEAP="
if not defined RECUR_PROGRAM set "RECUR_PROGRAM=%~f0"
rem The program writes UTF-8, so the console is switched to it; its own code page is restored at the end.
rem Arguments reach Java in the system's code page: pass other characters in a file or standard input.
for /f "tokens=2 delims=:." %%P in ('chcp') do set "PAGE=%%P"
chcp 65001 >nul
"%JAVA_HOME%\bin\java" %HEAP% -Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 -p "%~dp0..\lib" --add-modules dev.recur -cp "%~dp0..\lib\*" dev.recur.cli.Main %*
set "CODE=%errorlevel%"
chcp %PAGE% >nul
exit /b %CODE%
