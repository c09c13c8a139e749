/* Included before every source: the mathematics of glibc as it was before 2.29, so that UOS 20 (glibc 2.28) can load us. */
#ifndef __ASSEMBLER__
__asm__(".symver pow,pow@GLIBC_2.2.5");
__asm__(".symver exp,exp@GLIBC_2.2.5");
__asm__(".symver log,log@GLIBC_2.2.5");
__asm__(".symver exp2,exp2@GLIBC_2.2.5");
__asm__(".symver log2,log2@GLIBC_2.2.5");
#endif
