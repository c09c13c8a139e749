# The same as make.sh on a real Windows PC with the official Python 3.11: bundle, check, self-test, portable zip, and the installer
# where NSIS 3 is installed.  In PowerShell:  powershell -ExecutionPolicy Bypass -File build\windows\build.ps1
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
Set-Location (Join-Path $PSScriptRoot '..\..')
$env:PYTHONUTF8 = '1'

function Invoke-Step([string]$What, [scriptblock]$Command) {
    Write-Host "build: $What"
    & $Command
    if ($LASTEXITCODE -ne 0) { throw "$What failed ($LASTEXITCODE)" }
}

$cache = '.cache\build'
$python = "$cache\windows-venv\Scripts\python.exe"
New-Item -ItemType Directory -Force $cache, dist | Out-Null
$version = (Select-String -Path pyproject.toml -Pattern '^version = "(.+)"').Matches[0].Groups[1].Value

Invoke-Step 'a clean environment' { py -3.11 -m venv --clear "$cache\windows-venv" }
Invoke-Step 'the lock for Windows' { & $python build\bundle\wheels.py win32 "$cache\windows.lock" }
Invoke-Step 'packages, with hashes' {
    & $python -m pip install --quiet --require-hashes --only-binary :all: -r "$cache\windows.lock"
}
Invoke-Step 'PyInstaller' {
    & $python -m PyInstaller --noconfirm --log-level WARN --distpath dist --workpath "$cache\pyinstaller" build\juebao.spec
}
Invoke-Step 'the check' { & $python build\bundle\check.py dist\juebao }

# From a read-only copy in a folder with a space and Chinese characters, as the clerk's PC would have it.
$place = Join-Path ([IO.Path]::GetTempPath()) '财务 决算\新 程序'
if (Test-Path $place) { Get-ChildItem $place -Recurse -File | ForEach-Object { $_.IsReadOnly = $false }; Remove-Item -Recurse -Force $place }
New-Item -ItemType Directory -Force $place | Out-Null
Copy-Item -Recurse dist\juebao $place
Get-ChildItem $place -Recurse -File | ForEach-Object { $_.IsReadOnly = $true }
Invoke-Step 'the self-test' { & "$place\juebao\juebao-cli.exe" --self-test }

Compress-Archive -Force -Path dist\juebao -DestinationPath "dist\Juebao-$version-windows-x64.zip"

$nsis = @("${env:ProgramFiles(x86)}\NSIS\makensis.exe", "$env:ProgramFiles\NSIS\makensis.exe") | Where-Object { Test-Path $_ } | Select-Object -First 1
if ($nsis) {
    Invoke-Step 'the icon' {
        & $python -c "from PIL import Image; Image.open(r'resources\icons\juebao.png').save(r'$cache\juebao.ico')"
    }
    # The official NSIS makes 32 bit installers only; they install the same files.
    Invoke-Step 'the installer' {
        & $nsis /V2 /INPUTCHARSET UTF8 "/DVERSION=$version" "/DBUNDLE=$PWD\dist\juebao" "/DOUT=$PWD\dist\Juebao-$version-setup.exe" "/DICON=$PWD\$cache\juebao.ico" "/DX86" build\windows\juebao.nsi
    }
} else {
    Write-Host 'build: NSIS 3 is not installed (winget install NSIS.NSIS); no installer was made'
}
