@echo off
chcp 65001 >nul
setlocal
set PYTHONUTF8=1
cd /d "%~dp0"
title Предпросмотр базы знаний
set "PY=.venv\Scripts\python.exe"
if exist "%PY%" goto packages

echo Первый запуск: готовлю окружение.
set "BASE="
where py >nul 2>nul && set "BASE=py -3"
if not defined BASE where python >nul 2>nul && set "BASE=python"
if not defined BASE goto nopython
%BASE% -c "import sys; sys.exit(sys.version_info < (3, 11))"
if errorlevel 1 goto nopython
%BASE% -m venv .venv
if errorlevel 1 goto failed

:packages
fc /b requirements.lock .venv\installed.lock >nul 2>nul || goto install
fc /b pyproject.toml .venv\installed.toml >nul 2>nul || goto install
goto preview

:install
echo Ставлю программы, это займёт несколько минут. Нужен интернет.
"%PY%" -m pip install --quiet --disable-pip-version-check pip==26.3
if errorlevel 1 goto failed
"%PY%" -m pip install --quiet --constraint requirements.lock torch
if errorlevel 1 goto failed
"%PY%" -m pip install --quiet --constraint requirements.lock --editable .
if errorlevel 1 goto failed
copy /y requirements.lock .venv\installed.lock >nul
copy /y pyproject.toml .venv\installed.toml >nul

:preview
"%PY%" -m assistant preview
if errorlevel 1 goto failed
goto :eof

:nopython
echo Нужен Python 3.11 или новее. Установите его с сайта python.org
echo и поставьте при установке галочку "Add python.exe to PATH".
goto wait

:failed
echo Предпросмотр остановился с ошибкой, она написана выше.

:wait
pause
exit /b 1
