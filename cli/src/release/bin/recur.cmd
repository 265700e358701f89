@echo off
rem Runs the program recur. Not tried on Windows yet.
setlocal
call "%~dp0jdk.cmd" || exit /b 1
"%JAVA_HOME%\bin\java" -p "%~dp0..\lib" --add-modules dev.recur -cp "%~dp0..\lib\*" dev.recur.cli.Main %*
exit /b %errorlevel%
