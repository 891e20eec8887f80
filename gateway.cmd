@echo off
rem The gateway command on Windows. Builds itself on first use; see the script "gateway" for other systems.
setlocal EnableExtensions DisableDelayedExpansion
set "GW_ROOT=%~dp0"
set "GW_TARGET=%GW_ROOT%gateway-runner\target"
set "GW_LAUNCH=%GW_TARGET%\launch"
if exist "%GW_LAUNCH%\java" goto built

set "GW_MVN="
for %%I in (mvn.cmd mvn.bat) do if not defined GW_MVN set "GW_MVN=%%~$PATH:I"
if not defined GW_MVN (
  echo gateway: it must be built first, and Maven ^(mvn^) was not found; install Maven and a JDK 17 or later 1>&2
  exit /b 78
)
if not exist "%GW_TARGET%" mkdir "%GW_TARGET%"
rem A directory can be made once: two first uses do not build into each other.
mkdir "%GW_TARGET%\.building" 2>nul
if errorlevel 1 (
  echo gateway: another first use is building; try again when it has finished. If none is, remove "%GW_TARGET%\.building" 1>&2
  exit /b 75
)
echo gateway: first use, building ^(a minute or two^) ... 1>&2
pushd "%GW_ROOT%"
call "%GW_MVN%" -B -q -pl gateway-runner -am -Dmaven.test.skip=true package >"%GW_TARGET%\first-build.log" 2>&1 <nul
set "GW_BUILT=%ERRORLEVEL%"
popd
rmdir "%GW_TARGET%\.building"
if not "%GW_BUILT%"=="0" (
  echo gateway: the build failed; all of its output is in "%GW_TARGET%\first-build.log" 1>&2
  exit /b 78
)

:built
set "GW_JAVA="
if defined JAVA_HOME (set "GW_JAVA=%JAVA_HOME%\bin\java.exe") else (for %%I in (java.exe) do set "GW_JAVA=%%~$PATH:I")
if not defined GW_JAVA goto nojava
if not exist "%GW_JAVA%" goto nojava

rem A class archive belongs to the very JDK that made it; another one starts without.
set "GW_ARCHIVE="
set "GW_BY="
set /p GW_BY=<"%GW_LAUNCH%\java"
set "GW_NAME=run"
if "%~1"=="status" set "GW_NAME=status"
if /i not "%GW_BY%"=="%GW_JAVA%" goto start
if exist "%GW_LAUNCH%\%GW_NAME%.jsa" set "GW_ARCHIVE=-XX:SharedArchiveFile="%GW_LAUNCH%\%GW_NAME%.jsa""
if exist "%GW_LAUNCH%\%GW_NAME%.aot" set "GW_ARCHIVE=-XX:AOTCache="%GW_LAUNCH%\%GW_NAME%.aot""

:start
set "GW_MAIN=-jar "%GW_TARGET%\gateway.jar""
if defined GATEWAY_CLASSPATH set "GW_MAIN=-cp "%GW_TARGET%\gateway.jar;%GATEWAY_CLASSPATH%" dev.gatelock.runner.cli.Main"
rem What a JVM has to say is no part of the answer on standard output.
rem The line is read before it is carried out, so the command sees none of our variables.
endlocal & "%GW_JAVA%" %GW_ARCHIVE% -Xlog:disable -Xlog:all=error:stderr -XX:+DisplayVMOutputToStderr -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData -Xms8m -Xmx64m %GATEWAY_JAVA_OPTS% %GW_MAIN% %*
exit /b %ERRORLEVEL%

:nojava
echo gateway: no java found; install a JDK 17 or later, or set JAVA_HOME 1>&2
exit /b 78
