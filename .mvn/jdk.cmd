@echo off
rem Sets JAVA_HOME to a JDK 25.0.3 or later: the one that it names if suitable, else one in the folders
rem of the usual installers. Ends with errorlevel 1 and one sentence if there is none.
rem Not tested on Windows yet.
call :fits "%JAVA_HOME%" && exit /b 0
for /d %%J in ("%ProgramFiles%\Eclipse Adoptium\jdk-25*" "%ProgramFiles%\Java\jdk-25*" "%ProgramFiles%\Microsoft\jdk-25*" "%ProgramFiles%\Zulu\zulu-25*" "%ProgramFiles%\Amazon Corretto\jdk25*" "%USERPROFILE%\.jdks\*25*") do (
  call :fits "%%~J" && set "JAVA_HOME=%%~J"&& exit /b 0
)
echo Recur needs a JDK 25.0.3 or later, but none was found: install one ^(for example Eclipse Temurin 25^) and set JAVA_HOME to its folder. 1>&2
exit /b 1

:fits
if "%~1"=="" exit /b 1
if not exist "%~1\bin\java.exe" exit /b 1
if not exist "%~1\release" exit /b 1
findstr /R /C:"^JAVA_VERSION=.25\.0\.[3-9]" /C:"^JAVA_VERSION=.25\.0\.[1-9][0-9]" /C:"^JAVA_VERSION=.25\.[1-9]" /C:"^JAVA_VERSION=.2[6-9]" /C:"^JAVA_VERSION=.[3-9][0-9]" "%~1\release" >nul
exit /b %errorlevel%
