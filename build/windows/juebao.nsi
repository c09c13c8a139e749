; The installer: per user, no administrator, Simplified Chinese.  /S installs silently, /D=FOLDER (last) chooses the folder.
; makensis -DVERSION=0.1.0 -DBUNDLE=folder -DOUT=file juebao.nsi
; The user's reports, settings and templates lie elsewhere and are never touched.
Unicode true
!ifndef X86 ; the official NSIS has no 64 bit stub
Target amd64-unicode
!endif
SetCompressor /SOLID lzma
SetCompressorDictSize 32
RequestExecutionLevel user
Name "决报"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\Juebao"
InstallDirRegKey HKCU "Software\Juebao" "Folder"
BrandingText "决报 ${VERSION}"
ManifestDPIAware true
ManifestSupportedOS all

!include MUI2.nsh
!include FileFunc.nsh
!include WinVer.nsh
!include x64.nsh

!ifdef X86
!define SLASH "\"
!else
!define SLASH "/"
!endif
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Juebao"
!define CLASS "Juebao.Report"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEPAGE_TEXT "将为当前用户安装决报 ${VERSION}，不需要管理员权限，不联网。$\r$\n$\r$\n旧版本会被更新，您的填报文件、设置和最近打开的文件都会保留。"
!define MUI_FINISHPAGE_RUN "$INSTDIR\juebao.exe"
!define MUI_FINISHPAGE_RUN_TEXT "打开决报"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "ProductName" "决报"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "FileDescription" "决报安装程序"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "LegalCopyright" "MIT"

Function .onInit
  ${Unless} ${AtLeastWin10}
  ${OrUnless} ${RunningX64}
    MessageBox MB_OK|MB_ICONSTOP "决报需要 64 位的 Windows 10 或更新的版本。" /SD IDOK
    SetErrorLevel 3
    Quit
  ${EndUnless}
FunctionEnd

; A running program holds its exe; files must not be replaced under it.
!macro WaitUntilClosed un
Function ${un}WaitUntilClosed
  again:
  IfFileExists "$INSTDIR\juebao.exe" 0 done
  ClearErrors
  FileOpen $0 "$INSTDIR\juebao.exe" a
  IfErrors 0 closed
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "决报正在运行。请先关闭决报，再点“重试”。" /SD IDCANCEL IDRETRY again
    SetErrorLevel 4
    Quit
  closed:
  FileClose $0
  done:
FunctionEnd
!macroend
!insertmacro WaitUntilClosed ""
!insertmacro WaitUntilClosed "un."

Section
  Call WaitUntilClosed
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  File /r "${BUNDLE}${SLASH}*"
  WriteUninstaller "$INSTDIR\uninstall.exe"

  CreateDirectory "$SMPROGRAMS"
  CreateShortcut "$SMPROGRAMS\决报.lnk" "$INSTDIR\juebao.exe"
  CreateShortcut "$DESKTOP\决报.lnk" "$INSTDIR\juebao.exe"

  WriteRegStr HKCU "Software\Classes\.jbao" "" "${CLASS}"
  WriteRegStr HKCU "Software\Classes\.jbao\OpenWithProgids" "${CLASS}" ""
  WriteRegStr HKCU "Software\Classes\${CLASS}" "" "决报填报文件"
  WriteRegStr HKCU "Software\Classes\${CLASS}\DefaultIcon" "" "$INSTDIR\juebao.exe,0"
  WriteRegStr HKCU "Software\Classes\${CLASS}\shell\open\command" "" '"$INSTDIR\juebao.exe" "%1"'

  WriteRegStr HKCU "Software\Juebao" "Folder" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "决报"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "决报"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\juebao.exe,0"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" $0
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Section "Uninstall"
  Call un.WaitUntilClosed
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\juebao.exe"
  Delete "$INSTDIR\juebao-cli.exe"
  Delete "$INSTDIR\uninstall.exe"
  ; Only when empty: a report somebody saved here stays.
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\决报.lnk"
  Delete "$DESKTOP\决报.lnk"
  ReadRegStr $0 HKCU "Software\Classes\.jbao" ""
  StrCmp $0 "${CLASS}" 0 +2
    DeleteRegValue HKCU "Software\Classes\.jbao" ""
  DeleteRegValue HKCU "Software\Classes\.jbao\OpenWithProgids" "${CLASS}"
  DeleteRegKey /ifempty HKCU "Software\Classes\.jbao\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "Software\Classes\.jbao"
  DeleteRegKey HKCU "Software\Classes\${CLASS}"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\Juebao"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
